import type { EndpointKey, Endpoints } from '@yongche/contract';
import { useStaff, type Staff } from './session';

type Post = Staff['role'];
/** The posts that the contract's table of rights names for an endpoint. */
export type PostsOf<K extends EndpointKey> = Endpoints[K] extends { roles: infer Rights } ? Extract<keyof Rights, Post> : never;
/** For some endpoints, the posts whose pages show them. */
export type Posts<K extends EndpointKey> = { [Endpoint in K]: readonly PostsOf<Endpoint>[] };

/** Asks whether the person who is logged in is among the posts of an endpoint. */
export function useMayOf<K extends EndpointKey>(posts: Posts<K>): (endpoint: K) => boolean {
  const { role } = useStaff();
  return (endpoint) => (posts[endpoint] as readonly Post[]).includes(role);
}
