import { createTestDatabase } from './database';
import { type Product, startProduct } from './product';

/** The whole product for one file of tests; `product()` gives it inside a test. */
export function useProduct(): () => Product {
  let product: Product | undefined;
  beforeAll(async () => {
    product = await startProduct(await createTestDatabase());
  });
  afterAll(() => product?.close());
  return () => product!;
}
