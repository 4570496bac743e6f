export * from './group-chat.h5';
