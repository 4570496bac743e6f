const page = 'domains/statistics/bulletin/index';

/** The bulletin's page in the mini-program, as a share card names it. */
export const sharePathOf = (id: string): string => `/${page}?id=${id}`;

/** The same page, as a 小程序码 names it: in its 32 signs an id has room without hyphens. */
export const codeTargetOf = (id: string) => ({ page, scene: id.replaceAll('-', '') });
