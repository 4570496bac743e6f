/** Passwords of twelve characters and more that lists of leaked ones show most, and a few that our own trade suggests; in small letters. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
123456789012 1234567890123 12345678901234 123456789012345 1234567890123456 012345678910 098765432109 987654321098
0987654321098 111222333444 112233445566 123123123123 123321123321 121212121212 123412341234 147258369147 147258369258
159753159753 100200300400 010203040506 135792468013 314159265358 202020202020 520520520520 520131452013 5201314520131
131452013145 168168168168 666888666888 888666888666 888888666666 123456abcdef abcdef123456 abc123abc123 abcd1234abcd
abcd12345678 a12345678901 a1b2c3d4e5f6 1a2b3c4d5e6f aa1234567890 qwertyuiop12 qwertyuiop123 qwertyuiop1234
qwertyuiop[] qwertyuiopas qwertyuiopasdf qwerty123456 qwerty1234567 qwerty12345678 qwerty123qwe qwer1234qwer
qwer12345678 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qazxsw23edc qazwsxedcrfv qazwsx123456
zaq12wsxcde3 !qaz2wsx3edc 1qaz@wsx3edc 1qaz!qaz1qaz asdfghjkl123 asdfghjklzxc zxcvbnm12345 zxcvbnm123456 zxcvbnmasdfg
q1w2e3r4t5y6 password1234 password12345 password123456 passwordpassword password@123 password@1234 p@ssw0rd1234
p@ssword1234 passw0rd1234 admin1234567 admin12345678 admin123admin administrator administrator1 admin@123456
adminadmin123 root12345678 woaini123456 woaini1314520 woaini520131 woaini5201314 wodemima1234 iloveyou1234
iloveyou12345 iloveyou5201314 letmein12345 welcome12345 welcome@1234 changeme1234 testtesttest ningbo123456
ningbo2026ningbo zhongguo1234 china1234567 chegouliantong ershouche123 beijing20081 88888888888a aaaa11112222
a123456789012 abcdefghijkl abcdefghijklm abcdefg12345 abcdefg123456 yongche-2026x yongche12345 yongche123456
yongche2026yc
`.trim().split(/\s+/),
);
