/** 保留期: dumps and changes, and copies of pictures whose original is gone. Keys of persons that were destroyed live on in dumps for no longer (security.md). */
export const keptDays = 35;

export const daysFrom = (at: Date, days: number) => new Date(at.getTime() + days * 24 * 3600_000);
