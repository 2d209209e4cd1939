export const LANGUAGES: readonly ["zh", "en"];
export function catalogueFiles(): string[];
export function joinWords(files?: string[]): { zh: Record<string, string>; en: Record<string, string> };
export function writeKeys(tables: { zh: Record<string, string>; en: Record<string, string> }): number;
export function splitWords(tables: {
  zh: Record<string, string>;
  en: Record<string, string>;
}): Record<"first" | "rest", { zh: Record<string, string>; en: Record<string, string> }>;
