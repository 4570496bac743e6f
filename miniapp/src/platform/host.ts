export * from './host.h5';
