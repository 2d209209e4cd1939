/** In both languages: nobody waits a round trip to learn which one it is. */
declare module "virtual:words/first" {
  const words: Record<"zh" | "en", Record<string, string>>;
  export default words;
}
declare module "virtual:words/zh" {
  const words: Record<string, string>;
  export default words;
}
declare module "virtual:words/en" {
  const words: Record<string, string>;
  export default words;
}
declare module "*.vue" {
  import type { DefineComponent } from "vue";
  const component: DefineComponent<object, object, unknown>;
  export default component;
}
