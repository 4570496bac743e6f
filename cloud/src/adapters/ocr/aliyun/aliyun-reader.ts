import { Readable } from 'node:stream';
import type Client from '@alicloud/ocr-api20210707';
import type * as requests from '@alicloud/ocr-api20210707';
import { TooLate, within } from '../../../patience';
import { ProviderError } from '../../provider-error';
import type { DocumentKind, DocumentReader, Reading } from '../ocr';
import { readingOfLines, readingOfValues } from './answers';
import { values } from './values';

export interface AliyunOcrConfig {
  accessKeyId: string;
  accessKeySecret: string;
  /** An origin, where it differs from the service's usual one in Hangzhou. */
  endpoint?: string;
}

type Library = typeof requests & { default: typeof Client };
type Call = (client: Client, library: Library, body: Readable) => Promise<{ body?: { data?: string } }>;

const engine = 'aliyun-ocr/2021-07-07';
const usualEndpoint = 'https://ocr-api.cn-hangzhou.aliyuncs.com';

/** The service's product for each kind of document; what has none of its own is read line by line. */
const operations: Partial<Record<DocumentKind, { name: string; call: Call }>> = {
  ...forKinds(['id_front', 'id_back'], 'RecognizeIdcard', (client, { RecognizeIdcardRequest }, body) => client.recognizeIdcard(new RecognizeIdcardRequest({ body }))),
  ...forKinds(['vehicle_licence', 'vehicle_licence_annex'], 'RecognizeVehicleLicense', (client, { RecognizeVehicleLicenseRequest }, body) => client.recognizeVehicleLicense(new RecognizeVehicleLicenseRequest({ body }))),
  ...forKinds(['business_licence'], 'RecognizeBusinessLicense', (client, { RecognizeBusinessLicenseRequest }, body) => client.recognizeBusinessLicense(new RecognizeBusinessLicenseRequest({ body }))),
  ...forKinds(['registration_certificate'], 'RecognizeVehicleRegistration', (client, { RecognizeVehicleRegistrationRequest }, body) => client.recognizeVehicleRegistration(new RecognizeVehicleRegistrationRequest({ body }))),
  ...forKinds(['used_car_invoice'], 'RecognizeUsedCarInvoice', (client, { RecognizeUsedCarInvoiceRequest }, body) => client.recognizeUsedCarInvoice(new RecognizeUsedCarInvoiceRequest({ body }))),
  ...forKinds(['vin_plate'], 'RecognizeCarVinCode', (client, { RecognizeCarVinCodeRequest }, body) => client.recognizeCarVinCode(new RecognizeCarVinCodeRequest({ body }))),
  ...forKinds(['plate'], 'RecognizeCarNumber', (client, { RecognizeCarNumberRequest }, body) => client.recognizeCarNumber(new RecognizeCarNumberRequest({ body }))),
};
const anyText: { name: string; call: Call } = { name: 'RecognizeAdvanced', call: (client, { RecognizeAdvancedRequest }, body) => client.recognizeAdvanced(new RecognizeAdvancedRequest({ body, needRotate: true })) };

function forKinds(kinds: DocumentKind[], name: string, call: Call) {
  return Object.fromEntries(kinds.map((kind) => [kind, { name, call }]));
}

/**
 * 阿里云文字识别 (OCR API of 2021-07-07), by Alibaba's own library, which takes a second to load and so waits for the first picture.
 * Each picture is sent out to the service.
 */
export function createAliyunReader({ accessKeyId, accessKeySecret, endpoint = usualEndpoint }: AliyunOcrConfig, timeoutMs = 15_000): DocumentReader {
  let opening: Promise<{ client: Client; library: Library }> | undefined;

  async function open() {
    const [library, { $OpenApiUtil }] = await Promise.all([import('@alicloud/ocr-api20210707'), import('@alicloud/openapi-core')]);
    const { host, protocol } = new URL(endpoint);
    const config = { accessKeyId, accessKeySecret, endpoint: host, protocol: protocol.replace(':', '').toUpperCase(), connectTimeout: timeoutMs, readTimeout: timeoutMs };
    return { client: new library.default(new $OpenApiUtil.Config(config)), library };
  }

  return {
    engine,
    async read(picture, expected): Promise<Reading> {
      const { name, call } = operations[expected] ?? anyText;
      const { client, library } = await (opening ??= open());
      const failed = (kind: ProviderError['kind'], code?: unknown) => new ProviderError(kind, 'ocr', name, code);
      // The library's own limits begin anew with each byte; this one is for the whole call.
      const answer = await within(timeoutMs / 1000, call(client, library, Readable.from([picture]))).catch((error: unknown) => {
        if (codeOf(error) === anotherDocument) return undefined;
        throw providerError(error, failed);
      });
      if (!answer) return { engine, kind: 'other', kindConfidence: 0.8, fields: [], lines: [] };
      const data = parsed(answer.body?.data);
      const reading = operations[expected] ? readingOfValues(data, expected, values) : readingOfLines(data, expected);
      if (!reading) throw failed('untrusted_answer', 'unexpected-shape');
      return { engine, ...reading };
    },
    close: () => Promise.resolve(),
  };
}

/** The service's word for a picture that shows something else than the product reads. */
const anotherDocument = 'unmatchedImageType';

const codeOf = (error: unknown) => (error as { code?: unknown }).code;

/** Everything that the library can throw, as one of the four failures. */
function providerError(error: unknown, failed: (kind: ProviderError['kind'], code?: unknown) => ProviderError): ProviderError {
  const { code, statusCode, name } = error as { code?: unknown; statusCode?: number; name?: string };
  if (error instanceof TooLate || /timeout/i.test(`${name} ${String(code)}`)) return failed('timeout');
  if (!statusCode) return failed('unavailable', name === 'SyntaxError' ? 'not-json' : code);
  const passing = statusCode >= 500 || statusCode === 429 || String(code).startsWith('Throttling');
  return failed(passing ? 'unavailable' : 'rejected', code);
}

/** What the service says is JSON within JSON. */
function parsed(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return undefined;
  }
}
