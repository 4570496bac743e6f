export * from './face.h5';
