/** The engine, and the version of how it is used here: raised with every change of what it reads. */
export const engine = 'pp-ocrv4-mobile/1';
