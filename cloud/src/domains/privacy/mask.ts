/** 张**: the first character of a natural person's name, the rest hidden. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name];
  return first + '*'.repeat(Math.max(1, rest.length));
}

/** 330***********1234 or 138****1234: the first three and the last four characters of an identity number or a phone. */
export function maskNumber(number: string): string {
  return number.length <= 7 ? '*'.repeat(number.length) : number.slice(0, 3) + '*'.repeat(number.length - 7) + number.slice(-4);
}

/** 浙B***45: enough of a plate for who has the car before the eyes. */
export function maskPlate(plate: string): string {
  return plate.slice(0, 2) + '*'.repeat(plate.length - 4) + plate.slice(-2);
}

/** The last six characters of a VIN, the serial of the car itself. */
export function maskVin(vin: string): string {
  return '*'.repeat(11) + vin.slice(-6);
}
