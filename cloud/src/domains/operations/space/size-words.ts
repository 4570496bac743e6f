const units: [bytes: number, unit: string][] = [[1e15, 'PB'], [1e12, 'TB'], [1e9, 'GB'], [1e6, 'MB'], [1e3, 'KB']];

/** A size as people say it, in decimal units as the cloud sells them: `1.35 TB`, `820 MB`. */
export function sizeWords(bytes: number): string {
  const [size, unit] = units.find(([least]) => Math.abs(bytes) >= least) ?? [1, '字节'];
  const value = bytes / size;
  return `${size === 1 || value >= 100 ? Math.round(value) : value >= 10 ? value.toFixed(1) : value.toFixed(2)} ${unit}`;
}
