import { rolesOf } from '../../navigation';
import type { Staff } from '../../session';

/** Who may open the page that a record leads to: the posts of the nearest page above it in the menu. */
export function postsOf(link: string): readonly Staff['role'][] {
  for (let path = link.split('?')[0]!; path !== ''; path = path.slice(0, path.lastIndexOf('/'))) {
    const roles = rolesOf(path);
    if (roles.length > 0) return roles;
  }
  return [];
}
