export * from './pay.h5';
