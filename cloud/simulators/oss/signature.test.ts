import { type Account, dateOf, type SignedRequest, verifyRequest } from './signature';

/** The vectors that Alibaba publishes with its own SDKs. */
const account: Account = { accessKeyId: 'ak', accessKeySecret: 'sk', region: 'cn-hangzhou', bucket: 'bucket' };
const request = (date: string, authorization: string, headers: Record<string, string> = {}): SignedRequest => ({
  method: 'PUT',
  key: '1234+-/123/1.txt',
  query: [
    ['param1', 'value1'],
    ['+param1', 'value3'],
    ['|param1', 'value4'],
    ['+param2', ''],
    ['|param2', ''],
    ['param2', ''],
  ],
  headers: {
    abc: 'value',
    zabc: 'value',
    xyz: 'value',
    'x-oss-head1': 'value',
    'content-type': 'text/plain',
    'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
    'x-oss-date': date,
    authorization: `OSS4-HMAC-SHA256 Credential=ak/${date.slice(0, 8)}/cn-hangzhou/oss/aliyun_v4_request,${authorization}`,
    ...headers,
  },
});

const plain = 'Signature=e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe';
const additional =
  'AdditionalHeaders=abc;zabc,Signature=4a4183c187c07c8947db7620deb0a6b38d9fbdd34187b6dbaccb316fa251212f';
const withToken = 'Signature=b94a3f999cf85bcdc00d332fbd3734ba03e48382c36fa4d5af5df817395bd9ea';

it.each([
  ['plain', '20231216T162057Z', plain, {}],
  ['with additional headers', '20231216T172512Z', additional, {}],
  ['with a security token', '20231217T034736Z', withToken, { 'x-oss-security-token': 'token' }],
])('agrees with the official vector: %s', (_what, date, authorization, headers) => {
  const signed = request(date, authorization, headers);
  expect(() => verifyRequest(account, signed, dateOf(date))).not.toThrow();
  expect(() => verifyRequest(account, { ...signed, method: 'GET' }, dateOf(date))).toThrow(/does not match/);
});

it('refuses a clock that is more than a quarter of an hour off', () => {
  const date = '20231216T162057Z';
  expect(() => verifyRequest(account, request(date, plain), dateOf(date) + 899_000)).not.toThrow();
  expect(() => verifyRequest(account, request(date, plain), dateOf(date) + 901_000)).toThrow(/too large/);
});
