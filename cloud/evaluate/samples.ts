import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../local/places';
import type { DocumentKind } from '../src/adapters/ocr/ocr';

/** A photograph that was not made for this project. */
export interface RealPicture {
  name: string;
  picture: Buffer;
  kind: DocumentKind;
  /** The number plate that stands on it, where it is known. */
  plate?: string;
  /** It shows a screen. */
  isScreen: boolean;
}

const folder = join(projectRoot, '..', 'shared', 'samples');

/** Real photographs: from ../shared/samples where that folder is, the repository's own two cars otherwise. */
export function realPictures(most: number): RealPicture[] {
  const own = ['car_front', 'car_rear'].map((name) => real(join(projectRoot, 'cloud/local/pictures'), `${name}.jpg`));
  if (!existsSync(folder)) return own;
  const cars = jpegsIn('cars').slice(0, most).map((file) => ({ ...real(join(folder, 'cars'), file), plate: file.replace('.jpg', '') }));
  const screens = jpegsIn('recapture').map((file) => ({ ...real(join(folder, 'recapture'), file), kind: 'other' as const, isScreen: file.startsWith('screen') }));
  return [...cars, ...screens];
}

const jpegsIn = (name: string) => (existsSync(join(folder, name)) ? readdirSync(join(folder, name)).filter((file) => file.endsWith('.jpg')).sort() : []);
const real = (place: string, file: string): RealPicture => ({ name: file, picture: readFileSync(join(place, file)), kind: 'plate', isScreen: false });
