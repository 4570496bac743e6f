import type { RuleResult, Spot } from './check';
import { foldedGroups, groupsOf, openResults } from './check-groups';
import { spotsOf } from './check-wording';

/** A place on a picture with the result that speaks of it. */
export interface Look {
  result: RuleResult;
  spot: Spot;
}

const placesOf = (results: RuleResult[]) => results.flatMap((result) => spotsOf(result).map((spot): Look => ({ result, spot })));

/** The places that the open results speak of, in the order of the panel. */
export function looksOf(results: RuleResult[]): Look[] {
  return placesOf(openResults(results));
}

/** The places of everything that the check found, also of what the counter let through. */
export function findingsOf(results: RuleResult[]): Look[] {
  return placesOf(groupsOf(results).filter(({ key }) => !foldedGroups.has(key)).flatMap((group) => group.results));
}

/** Whether two looks are the same rule's at the same place; the objects may come from two answers. */
export function isSameLook(one: Look | undefined, other: Look): boolean {
  return one?.result.rule === other.result.rule && one.spot.imageId === other.spot.imageId && JSON.stringify(one.spot.box) === JSON.stringify(other.spot.box);
}

/** The place after the one that is looked at; behind the last one the first. */
export function lookAfter(looks: Look[], look: Look | undefined): Look | undefined {
  return looks[(looks.findIndex((other) => isSameLook(look, other)) + 1) % Math.max(looks.length, 1)];
}
