import { context, propagation, trace } from '@opentelemetry/api';

/**
 * Sends the spans of this process to an OpenTelemetry collector (OTLP over HTTP). Its packages are read from the disk only here, where they are wanted.
 * @param endpoint without `/v1/traces`
 * @param share of traces that begin here, 0–1; one that a caller began goes on as the caller decided
 * @returns sends what is left and ends; a collector that does not answer holds up nobody
 */
export async function openTracing(endpoint: string, share: number): Promise<() => Promise<void>> {
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const { BatchSpanProcessor, NodeTracerProvider, ParentBasedSampler, TraceIdRatioBasedSampler } = await import('@opentelemetry/sdk-trace-node');
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces`, timeoutMillis: 5_000 });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'yongche' }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register();
  return async () => {
    await provider.shutdown().catch(() => undefined);
    for (const part of [trace, context, propagation]) part.disable();
  };
}
