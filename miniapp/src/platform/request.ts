import Taro from '@tarojs/taro';
import type { HttpAnswer, HttpRequest } from './types';

/**
 * One JSON request. Some hosts hand a status of 400 or above to `fail`, with status and data: here it is an answer like any other.
 * @throws where the server was not reached within 15 seconds
 */
export async function send({ url, method, body, headers }: HttpRequest): Promise<HttpAnswer> {
  try {
    const answer = await Taro.request({
      url,
      method,
      data: body === undefined ? undefined : JSON.stringify(body),
      header: { 'content-type': 'application/json', ...headers },
      dataType: 'json',
      timeout: 15_000,
    });
    return { status: answer.statusCode, data: parsed(answer.data) };
  } catch (reason) {
    const refused = reason as { status?: number; statusCode?: number; data?: unknown };
    const status = refused?.statusCode ?? refused?.status;
    if (typeof status === 'number' && status >= 100) return { status, data: parsed(refused.data) };
    throw new Error('offline', { cause: reason });
  }
}

function parsed(data: unknown): unknown {
  if (typeof data !== 'string') return data;
  try {
    return data === '' ? undefined : JSON.parse(data);
  } catch {
    return undefined;
  }
}
