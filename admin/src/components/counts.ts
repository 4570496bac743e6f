/** A number of things as a person reads it: 31,542. */
export const countOf = (count: number): string => count.toLocaleString('zh-CN');
