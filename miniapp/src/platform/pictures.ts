export * from './pictures.h5';
