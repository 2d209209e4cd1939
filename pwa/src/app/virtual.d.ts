declare module "virtual:words/zh/first" {
  const words: Record<string, string>;
  export default words;
}
declare module "virtual:words/zh/rest" {
  const words: Record<string, string>;
  export default words;
}
declare module "virtual:words/en/first" {
  const words: Record<string, string>;
  export default words;
}
declare module "virtual:words/en/rest" {
  const words: Record<string, string>;
  export default words;
}
declare module "*.vue" {
  import type { DefineComponent } from "vue";
  const component: DefineComponent<object, object, unknown>;
  export default component;
}
