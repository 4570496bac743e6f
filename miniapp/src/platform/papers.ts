export * from './papers.h5';
