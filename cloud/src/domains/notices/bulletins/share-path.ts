/** The bulletin's page in the mini-program, as a share card names it. */
export const sharePathOf = (id: string): string => `/domains/statistics/bulletin/index?id=${id}`;
