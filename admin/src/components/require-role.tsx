import { staffRoles } from '@yongche/contract/vocabulary';
import { Outlet } from 'react-router';
import { useStaff, type Staff } from '../session';
import { Notice } from './notice';

/** Keeps pages to some roles. The server decides by itself; this only spares the others a useless page. */
export function RequireRole({ roles }: { roles: readonly Staff['role'][] }) {
  const staff = useStaff();
  if (roles.includes(staff.role)) return <Outlet />;
  return (
    <Notice tone="bad" title="您的岗位没有这项权限">
      这个页面只供{roles.map((role) => staffRoles[role]).join('、')}使用，您的岗位是{staffRoles[staff.role]}。如有需要请联系协会秘书处。
    </Notice>
  );
}
