/*
 * 页面版本: how two versions of the counter's page compare, said once for the server that rolls them out and the page that updates itself.
 * Imports nothing.
 */

/** Header of an answer to an employee: the version of the page that is wanted here. */
export const pageWantedHeader = 'page-wanted';

/** A version as the build writes it: the package's, and the minute of the build in UTC, such as `0.1.0+202611281200`. */
export const pageVersionPattern = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:\+(\d{12}))?$/;

export const isPageVersion = (version: string): boolean => pageVersionPattern.test(version);

/**
 * Which of two versions is newer: by the package's version, then by the minute of the build; without a minute it is older than any
 * build of the same version. What is no version at all is older than everything that is one.
 * @returns below 0 where `left` is older, 0 where they are equal, above 0 where it is newer
 */
export function comparePageVersions(left: string, right: string): number {
  const [ours, theirs] = [partsOf(left), partsOf(right)];
  for (const [at, part] of ours.entries()) {
    if (part !== theirs[at]) return part - theirs[at]!;
  }
  return 0;
}

const partsOf = (version: string): number[] => {
  const found = pageVersionPattern.exec(version);
  return found ? found.slice(1).map((part) => Number(part ?? -1)) : [-1, -1, -1, -1];
};
