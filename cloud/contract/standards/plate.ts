const province = '[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]';
const office = '[A-HJ-NP-Z]';
const sign = '[A-HJ-NP-Z0-9]';
const ordinary = new RegExp(`^${province}${office}${sign}{4}[A-HJ-NP-Z0-9挂学警港澳]$`);
const smallNewEnergy = new RegExp(`^${province}${office}[A-HJK]${sign}\\d{4}$`);
const largeNewEnergy = new RegExp(`^${province}${office}\\d{5}[A-HJK]$`);

/** A number plate's form by GA 36-2018: ordinary 7 characters, new energy 8 (small: energy letter first, large: last). */
export type PlateKind = 'ordinary' | 'new_energy_small' | 'new_energy_large';

/** 车牌号前缀 of the city: what a plate is most likely to begin with. */
export const platePrefix = '浙B';

/** The form of a plate, or undefined where it is none; write it by `normalizePlate` first. */
export function plateKind(plate: string): PlateKind | undefined {
  if (ordinary.test(plate)) return 'ordinary';
  if (smallNewEnergy.test(plate)) return 'new_energy_small';
  if (largeNewEnergy.test(plate)) return 'new_energy_large';
  return undefined;
}

/** A plate as the register writes it: capitals, without the dot or blanks that stand on the metal. */
export function normalizePlate(plate: string): string {
  return plate.replace(/[\s·・.•-]/g, '').toUpperCase();
}
