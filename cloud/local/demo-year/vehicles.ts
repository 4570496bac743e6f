import { vinCheck } from '@yongche/contract/standards';
import { randomFor } from './ids';

/** Codes of made-up makers, as in the made-up papers. */
const makers = ['LYB', 'LSF', 'LMF', 'LYS', 'LJY'];
const vinSigns = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';
const plateSigns = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A car and its plate. */
export interface PlannedCar {
  vin: string;
  plate: string;
}

/** The car of a completed deal by its place in the year, or of something that has a name; a made-up one with a valid check digit, and a plate of Ningbo. */
export function carOf(scale: number, car: number | string): PlannedCar {
  const random = randomFor(scale, 'car', car);
  const vin = `${random.pick(makers)}${random.text(vinSigns, 5)}0${random.text('9ABCDEFGHJKLMNPR', 1)}${random.text(vinSigns, 1)}${random.text('0123456789', 6)}`;
  // Electric cars are few in 2019; an ordinary plate begins with a figure here, so that it is no green one.
  const plate = random.chance(0.03) ? `浙BD${random.text('0123456789', 5)}` : `浙B${random.integer(0, 9)}${random.text(plateSigns, 1)}${random.text('0123456789', 3)}`;
  return { vin: vin.slice(0, 8) + vinCheck(vin) + vin.slice(9), plate };
}
