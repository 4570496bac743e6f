export * from './subscription.h5';
