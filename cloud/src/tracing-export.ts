import { context, propagation, trace } from '@opentelemetry/api';
import { within } from './patience';

const goodbyeSeconds = 2;

/**
 * Sends the spans of this process to an OpenTelemetry collector (OTLP over HTTP). Its packages are read from the disk only here, where they are wanted.
 * @param endpoint without `/v1/traces`
 * @param share of traces, 0–1, also of those that a caller began: anybody may write into a header that he wants to be traced. What a caller does not want is left out
 * @returns sends what is left and ends; a collector that does not answer holds up nobody for longer than two seconds
 */
export async function openTracing(endpoint: string, share: number): Promise<() => Promise<void>> {
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const { BatchSpanProcessor, NodeTracerProvider, ParentBasedSampler, SamplingDecision } = await import('@opentelemetry/sdk-trace-node');
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces`, timeoutMillis: 5_000 });
  // By chance and not by the number of the trace, which a caller chooses.
  const sometimes = { shouldSample: () => ({ decision: Math.random() < share ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD }), toString: () => `sometimes ${share}` };
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'yongche' }),
    sampler: new ParentBasedSampler({ root: sometimes, remoteParentSampled: sometimes }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register();
  return async () => {
    await within(goodbyeSeconds, provider.shutdown()).catch(() => undefined);
    for (const part of [trace, context, propagation]) part.disable();
  };
}
