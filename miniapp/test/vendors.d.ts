/** WeChat's tools bring no types of their own. */
declare module 'miniprogram-compiler' {
  export function wxmlToJs(root: string, options?: { maxBuffer?: number }): string;
}

declare module 'miniprogram-compiler/src/wcsc' {
  /** @returns functions by file, or the compiler's complaint */
  export default function compile(root: string, files: string[]): Record<string, string> | Error;
}
