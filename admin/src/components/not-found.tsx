import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { homeOf } from '../navigation';
import { useStaff } from '../session';
import { Notice } from './notice';
import { useTitle } from './use-title';

/** An address that does not exist. */
export function NotFound() {
  const navigate = useNavigate();
  const staff = useStaff();
  useTitle('没有这个页面');
  return (
    <Notice
      title="没有这个页面"
      actions={
        <Button type="primary" onClick={() => navigate(homeOf(staff))}>
          回到首页
        </Button>
      }
    >
      地址可能输错了，或页面已经移走。
    </Notice>
  );
}
