export * from '../../src/print';
