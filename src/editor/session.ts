// The session ended while someone was writing: he signs in again where he is, and nothing is sent away.
import { ask } from './ask';
import { signIn, Refusal } from './server';

let asking: Promise<boolean> | undefined;

/** Whether someone is signed in again. Asked once at a time. */
export function signInAgain(account: string): Promise<boolean> {
  asking ??= askBoth(account).finally(() => (asking = undefined));
  return asking;
}

async function askBoth(account: string): Promise<boolean> {
  let needsCode = false;
  const answers = await ask(
    'Phiên làm việc đã hết hạn',
    [
      { name: 'name', label: 'Tên đăng nhập', value: account, autocomplete: 'username', required: true },
      { name: 'password', label: 'Mật khẩu', kind: 'password', autocomplete: 'current-password', required: true, isNext: true },
    ],
    'Đăng nhập lại',
    async ({ name = '', password = '' }) => {
      // Another's text must not be saved in his name.
      if (name.trim() !== account)
        return `Bài này do “${account}” soạn. Hãy đăng nhập bằng tài khoản đó, hoặc mở trang trong một thẻ khác.`;
      try {
        const { to } = await signIn('sign-in', { name, password, next: '/bien-tap' });
        if (to.startsWith('/dang-nhap/thiet-lap'))
          return 'Tài khoản cần thiết lập xác thực hai bước: hãy đăng nhập ở một thẻ khác.';
        needsCode = to.startsWith('/dang-nhap/ma');
        return undefined;
      } catch (error) {
        return told(error);
      }
    },
  );
  if (!answers) return false;
  return needsCode ? askCode() : true;
}

async function askCode() {
  const answers = await ask(
    'Mã xác thực',
    [{ name: 'code', label: 'Mã xác thực hoặc mã khôi phục', autocomplete: 'one-time-code', required: true }],
    'Tiếp tục',
    async ({ code = '' }) => {
      try {
        await signIn('code', { code, next: '/bien-tap' });
        return undefined;
      } catch (error) {
        return told(error);
      }
    },
  );
  return answers !== undefined;
}

const told = (error: unknown) => (error instanceof Refusal ? error.message : 'Chưa đăng nhập được. Hãy thử lại.');
