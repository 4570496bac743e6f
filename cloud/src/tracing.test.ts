import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestDatabase } from '../test/database';
import { freePort, useProcesses } from '../test/processes';
import { type Product, startProduct } from '../test/product';

interface OtlpSpan {
  name: string;
  traceId: string;
  parentSpanId?: string;
  attributes: { key: string; value: { stringValue?: string; intValue?: number } }[];
}

describe('跟踪, where a collector is configured', () => {
  const spans: OtlpSpan[] = [];
  let collector: Server;
  let endpoint = '';
  beforeAll(async () => {
    collector = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString()) as { resourceSpans: { scopeSpans: { spans: OtlpSpan[] }[] }[] };
        spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
        response.setHeader('content-type', 'application/json').end('{}');
      });
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => collector.close(resolve)));
  // Does no jobs itself, so that the process that tells of them gets some.
  let product: Product;
  beforeAll(async () => {
    product = await startProduct(await createTestDatabase(), { background: false });
  });
  afterAll(() => product.close());
  const startProcess = useProcesses(() => product);

  it('tells requests, the calls to services within them and jobs, as part of the caller’s trace, and nothing of what they were about', async () => {
    const server = await startProcess(await freePort(), { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: '1' });
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const answer = await fetch(`${server.url}/readyz`, { headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` } });
    await fetch(`${server.url}/api/certificates/check?token=of-a-person`);
    await fetch(`${server.url}/check/of-a-person`);
    await server.stop();

    const request = spans.find((span) => span.traceId === traceId && span.parentSpanId === 'b7ad6b7169203331')!;
    expect(request.attributes).toContainEqual({ key: 'yongche.request_id', value: { stringValue: answer.headers.get('x-request-id') } });
    expect(request.attributes).toContainEqual({ key: 'http.response.status_code', value: { intValue: 200 } });
    expect(spans.filter((span) => span.traceId === traceId).map(({ name }) => name)).toContain('oss check');
    expect(spans.map(({ name }) => name)).toContain('job transactions.sweep-uploads');
    expect(JSON.stringify(spans)).not.toContain('of-a-person');
  });

  it('is not missed where the collector is away', async () => {
    const server = await startProcess(await freePort(), { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_TRACES_SAMPLER_ARG: '1' });
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    await server.stop();
  });
});
