#pragma once
// Keys for tests, in base64 as they stand in p=. Made with OpenSSL 3.0 by the commands above them; the private halves
// were thrown away, or are of a size that nobody may use.

#include <string_view>

namespace mailauth::tests {

// openssl genrsa -out r512.pem 512; openssl pkey -in r512.pem -pubout -outform DER | base64 -w0
inline constexpr std::string_view rsa_512 =
    "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBALBJ8+7WhTU5FWXLrs1ocSEqRnwXeGvbojFa5bXK2lokX/BUMIsbaTfYP1l7Mj8WsPTF"
    "gd/hC4biqgqDhOlct9MCAwEAAQ==";

// openssl genrsa -out r1024.pem 1024; openssl pkey -in r1024.pem -pubout -outform DER | base64 -w0
inline constexpr std::string_view rsa_1024 =
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCoEMWq6OlFVT1cog5c1MA+fxmr/m6u+ipcQ/YhP8QJFoYbhryeH4Cp4D22GX1t"
    "Wqx2qBM1CkTb/20BBI+qSHrVllWv8hW1nzfgvptHKc1PZ/lRMaq517V6nXlotcwB3HQZgk2L1L8EyIjWu9qMQeDhIcuAMbfKsRON"
    "QABk57h/IwIDAQAB";

// openssl genrsa -out r2048.pem 2048; openssl pkey -in r2048.pem -pubout -outform DER | base64 -w0
inline constexpr std::string_view rsa_2048 =
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtBzOMU57G9+PxLczupu/fvJyWazd6JoZv3Aobj2e2hWMqon1HtqChLU8"
    "TfIA0eCbOj7oM50Jbl1ifpFt1Fyi0zox9qpU8RY+SeTyyw2BpChga+yOAshUEATfsSXqIa7OIY6gG+mA67qzTSEPC0cZl2ViZ0+6"
    "/6SmEDSpwgJncy0FOGB+254ehaTf0cU7Ps3pSp2gMdSPBX/ADg1jeoxoHgPzHJScVFC5qq5OUw2d/YuKmaD8o8jg63hay/Cu+WUX"
    "VQKgr0JYJ6k49fhgrYdSrZoQGByk7TxWFp8s/3O0RC1yU5dIissBk2yun5aFIj0r3yyBOlVXmgU63u3V8RU16QIDAQAB";

// openssl rsa -in r2048.pem -RSAPublicKey_out -outform DER | base64 -w0
inline constexpr std::string_view rsa_2048_pkcs1 =
    "MIIBCgKCAQEAtBzOMU57G9+PxLczupu/fvJyWazd6JoZv3Aobj2e2hWMqon1HtqChLU8TfIA0eCbOj7oM50Jbl1ifpFt1Fyi0zox"
    "9qpU8RY+SeTyyw2BpChga+yOAshUEATfsSXqIa7OIY6gG+mA67qzTSEPC0cZl2ViZ0+6/6SmEDSpwgJncy0FOGB+254ehaTf0cU7"
    "Ps3pSp2gMdSPBX/ADg1jeoxoHgPzHJScVFC5qq5OUw2d/YuKmaD8o8jg63hay/Cu+WUXVQKgr0JYJ6k49fhgrYdSrZoQGByk7TxW"
    "Fp8s/3O0RC1yU5dIissBk2yun5aFIj0r3yyBOlVXmgU63u3V8RU16QIDAQAB";

// openssl req -x509 -key r1024.pem -subj /CN=example.com -days 3650 -outform DER | base64 -w0
inline constexpr std::string_view rsa_1024_certificate =
    "MIICCDCCAXGgAwIBAgIUe0sMbDMBTlAuMg+zAsQb55No7YcwDQYJKoZIhvcNAQELBQAwFjEUMBIGA1UEAwwLZXhhbXBsZS5jb20w"
    "HhcNMjYxMTIzMjA1ODAyWhcNMzYxMTIwMjA1ODAyWjAWMRQwEgYDVQQDDAtleGFtcGxlLmNvbTCBnzANBgkqhkiG9w0BAQEFAAOB"
    "jQAwgYkCgYEAqBDFqujpRVU9XKIOXNTAPn8Zq/5urvoqXEP2IT/ECRaGG4a8nh+AqeA9thl9bVqsdqgTNQpE2/9tAQSPqkh61ZZV"
    "r/IVtZ834L6bRynNT2f5UTGqude1ep15aLXMAdx0GYJNi9S/BMiI1rvajEHg4SHLgDG3yrETjUAAZOe4fyMCAwEAAaNTMFEwHQYD"
    "VR0OBBYEFPqQpUEDrrFLLJBXDmcNBcthUcSRMB8GA1UdIwQYMBaAFPqQpUEDrrFLLJBXDmcNBcthUcSRMA8GA1UdEwEB/wQFMAMB"
    "Af8wDQYJKoZIhvcNAQELBQADgYEABepmA6CuPqZk5VepUq7xKFUgGxh1Xe0ZUd0o6/yoqST6fJTBuKX6FEtmV27s2pP/Tj6FALE+"
    "ubFRJ2svNM68VtPt8FaICciTC7bazB9v4balvR6GcnqodXWW12ABResnHHgMuQq1ddZBdTqxRFqJgwkipZ17eMTPswtQ9k0kKGQ=";

// openssl rsa -in r512.pem -traditional -outform DER | base64 -w0
inline constexpr std::string_view rsa_512_private_pkcs1 =
    "MIIBOgIBAAJBALBJ8+7WhTU5FWXLrs1ocSEqRnwXeGvbojFa5bXK2lokX/BUMIsbaTfYP1l7Mj8WsPTFgd/hC4biqgqDhOlct9MC"
    "AwEAAQJAJ8f4cOwd0T3Zc0g8YQPxi39junr9ZLGCb0rIzXZCQdbVbE7kNwYV+cy2iUk2l6+J6of1Cot/8rRtlmxAJ/tfiQIhAOML"
    "0KbUuPKi2k1Ky46xIEw+yIaDqT9xIkINW96TodYfAiEAxsUblNO4WzMFlz+OmIwJ7RixZVMIwcgpMmYyHMRZn80CIQC/Rrjlk9is"
    "MR6Qdy6+a+K12T6+dDUlyX3+/5oiDWYOKQIgSi4BTxd8c7yk139GrjOE+NEAUzobyIX0qfRtu0Kj1/kCIB2+1yn8Rdk5aS1PHqt9"
    "Vw2UtEKV3YCXFL15YF62mN3M";

// openssl pkcs8 -topk8 -nocrypt -in r512.pem -outform DER | base64 -w0
inline constexpr std::string_view rsa_512_private_pkcs8 =
    "MIIBVAIBADANBgkqhkiG9w0BAQEFAASCAT4wggE6AgEAAkEAsEnz7taFNTkVZcuuzWhxISpGfBd4a9uiMVrltcraWiRf8FQwixtp"
    "N9g/WXsyPxaw9MWB3+ELhuKqCoOE6Vy30wIDAQABAkAnx/hw7B3RPdlzSDxhA/GLf2O6ev1ksYJvSsjNdkJB1tVsTuQ3BhX5zLaJ"
    "STaXr4nqh/UKi3/ytG2WbEAn+1+JAiEA4wvQptS48qLaTUrLjrEgTD7IhoOpP3EiQg1b3pOh1h8CIQDGxRuU07hbMwWXP46YjAnt"
    "GLFlUwjByCkyZjIcxFmfzQIhAL9GuOWT2KwxHpB3Lr5r4rXZPr50NSXJff7/miINZg4pAiBKLgFPF3xzvKTXf0auM4T40QBTOhvI"
    "hfSp9G27QqPX+QIgHb7XKfxF2TlpLU8eq31XDZS0QpXdgJcUvXlgXraY3cw=";

// openssl genpkey -algorithm ed25519 -out ed.pem; openssl pkey -in ed.pem -pubout -outform DER | base64 -w0
inline constexpr std::string_view ed25519_spki = "MCowBQYDK2VwAyEAhxDofUq93Rd0KyyPn9OuegkA0vMi1Yyp2FmdzQwi8hk=";

// openssl pkey -in ed.pem -pubout -outform DER | tail -c 32 | base64 -w0
inline constexpr std::string_view ed25519_raw = "hxDofUq93Rd0KyyPn9OuegkA0vMi1Yyp2FmdzQwi8hk=";

// openssl ecparam -name prime256v1 -genkey -noout | openssl pkey -pubout -outform DER | base64 -w0
inline constexpr std::string_view p256_spki =
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqNfkqULo54zqeF/I+hbHHFkT9Z5AJuNMa9mwvke0iC1OjrS/oImMIQMEZI6qLLhc"
    "JAo6W7MYKkeh+0T4JJty2Q==";

}  // namespace mailauth::tests
