import { z } from 'zod';
import { type Endpoint, type EndpointMap, endpoints, errors } from '@yongche/contract';

const security: Record<Endpoint['access'], Record<string, never[]>[]> = {
  public: [],
  agent: [{ agentToken: [] }],
  staff: [{ staffSession: [] }],
  agent_or_staff: [{ agentToken: [] }, { staffSession: [] }],
};

/** The OpenAPI 3.1 document of the whole API, generated from the contract alone. */
export function openApiDocument(publicUrl: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [key, endpoint] of Object.entries(endpoints as EndpointMap)) {
    const [method, path] = key.split(' ') as [string, string];
    const template = path.replace(/:(\w+)/g, '{$1}');
    (paths[template] ??= {})[method.toLowerCase()] = operationOf(key, endpoint);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '甬车 API',
      version: '0.1.0',
      description: '二手车交易“代理证”与“影像核对”。错误一律为 `Error` 的形状，`message` 可直接给用户看。',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: `${publicUrl}/api` }],
    paths,
    components: {
      securitySchemes: {
        agentToken: { type: 'http', scheme: 'bearer', description: '小程序登录得到的令牌' },
        staffSession: { type: 'apiKey', in: 'cookie', name: 'session', description: '员工登录得到的 Cookie；写操作还须同源' },
      },
      schemas: { Error: errorSchema },
    },
  };
}

function operationOf(key: string, endpoint: Endpoint) {
  const parameters = [
    ...parametersOf('path', endpoint.params),
    ...parametersOf('query', endpoint.query),
    ...(endpoint.file ? [fileNameOf(endpoint.file)] : []),
    ...(endpoint.idempotent ? [{ name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', minLength: 8, maxLength: 80 } }] : []),
  ];
  const status = String(endpoint.status ?? 200);
  const success = endpoint.status === 204 ? { description: '完成' } : { description: '成功', content: contentOf(endpoint) };
  return {
    operationId: key.toLowerCase().replace(/[^a-z]+/g, '-').replace(/^-|-$/g, ''),
    summary: endpoint.summary,
    security: security[endpoint.access],
    ...(endpoint.roles ? { 'x-roles': endpoint.roles } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...requestBodyOf(endpoint),
    responses: {
      [status]: success,
      '4XX': { description: '请求有误或被拒绝', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } },
    },
  };
}

function requestBodyOf({ body, file }: Endpoint) {
  if (file) return { requestBody: { required: true, description: `文件的原始字节，最多 ${file.maxBytes} 字节`, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } } };
  return body ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } } } : {};
}

function fileNameOf({ types }: NonNullable<Endpoint['file']>) {
  const description = `文件名，以 ${types.map((type) => `.${type}`).join('、')} 结尾`;
  return { name: 'name', in: 'query', required: true, description, schema: { type: 'string', maxLength: 200 } };
}

function contentOf({ produces, response }: Endpoint) {
  if (produces) return { [produces]: { schema: { type: 'string', format: 'binary' } } };
  return { 'application/json': { schema: schemaOf(response, 'output') } };
}

function parametersOf(place: 'path' | 'query', schema: z.ZodObject | undefined) {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as { properties?: Record<string, unknown>; required?: string[] };
  return Object.entries(properties).map(([name, property]) => ({ name, in: place, required: place === 'path' || required.includes(name), schema: property }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' });
  return rest;
}

const errorSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'requestId'],
      properties: {
        code: { type: 'string', enum: Object.keys(errors) },
        message: { type: 'string' },
        requestId: { type: 'string' },
        fields: { type: 'array', items: { type: 'object', required: ['field', 'message'], properties: { field: { type: 'string' }, message: { type: 'string' } } } },
        details: {},
      },
    },
  },
};
