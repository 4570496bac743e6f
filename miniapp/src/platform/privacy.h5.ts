/** The browser asks by itself when the camera opens. */
export const mayUseCamera = () => Promise.resolve(true);
