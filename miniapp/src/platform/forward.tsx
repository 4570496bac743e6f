export * from './forward.h5';
