/** Put in by the build, see config/vite.config.ts. */
declare const __PAGE_VERSION__: string | undefined;

/** Version of this page and when it was built, such as `0.1.0+202611280735`: which terminals run what is told by it. */
export const pageVersion = typeof __PAGE_VERSION__ === 'string' ? __PAGE_VERSION__ : 'unbuilt';
