import type { Costs } from './check-costs';

/** Deals a year: Ningbo in 2019 (domain.md 0), and about what all of China registers. */
const places = [
  { name: 'Ningbo', deals: 307_031 },
  { name: 'all of China', deals: 20_000_000 },
];
const workingDays = 250;
/** A busy day before a holiday against the average one, and the share of a day that falls into its busiest hour. */
const busyDay = 2;
const busiestHour = 0.2;
/** So much of a core is used at peak; the rest keeps the queue short. */
const load = 0.7;

/** How many cores the pictures need in the busiest hour, by what one picture costs. */
export function printCores({ quick, reading, looking, hashing }: Costs, picturesPerDeal: number): void {
  const cpu = quick + reading + looking + hashing;
  for (const { name, deals } of places) {
    const perSecond = ((deals * picturesPerDeal) / workingDays) * busyDay * busiestHour / 3600;
    console.log(`${name}: ${deals} deals a year, ${perSecond.toFixed(1)} pictures/s in the busiest hour (${busyDay} × an average of ${workingDays} days, ${busiestHour * 100} % of it in one hour), ${Math.ceil((perSecond * cpu) / load)} cores at ${load * 100} % use`);
  }
}
