export * from './album.h5';
