export * from './camera.h5';
