#pragma once
// Pieces that the sample zones of several rules share. They are macros because a zone is put together from string
// literals at compile time: SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048)
//
// The keys were made for this file and have never signed anything. Those that are longer than one string of a TXT
// record have the quotes in the middle, and so must stand inside of quotes.

#define SAMPLE_SPF_AND_DMARC \
  "@             TXT \"v=spf1 ip4:192.0.2.1 -all\"\n" \
  "_dmarc        TXT \"v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com\"\n"

// A domain that signs with the selector s1, whose record has this text.
#define SAMPLE_SIGNER(text) ";! --selector s1\n" SAMPLE_SPF_AND_DMARC "s1._domainkey TXT \"" text "\""

#define SAMPLE_RSA_512 \
  "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAPhg86r+D74jrypTXuvKxsOEaENlX+s0t6I6Az+2uUPDdEVnXs4/jGTx/U0eTwNEl4Io" \
  "zVF6iXvw1ER08G8vfG0CAwEAAQ=="

#define SAMPLE_RSA_1024 \
  "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDdPVvo5U+Mn36mpOyuqd022JDmk3i0TEZ8lR+OtOV78zYzo6J1Dny2uhOLZoN2" \
  "eUOmIJGHDA/SZM1rRqGsqa+fxBlKpcYFObxsIpViL8d5osKktfVv481JDCLxHRlRv6Acpj8KlClFSDbcibYmyjUILRfAnImhyEBo" \
  "xBpw53+nDQIDAQAB"

#define SAMPLE_RSA_2048 \
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA2G6IPFrJ92N6b68dpcu0f4lKS20iCtCyWNncLldhfNJh+GQRATsj/sce" \
  "WfiulziJOA896YESslzJvI6lsktupGKMuUbY2QtT23yhJgxy3orSVxK+r4RAQNzHDQCqi7mexlkAIuCK9T3/xS02cPKzsfESVIhB" \
  "\" \"fofCxdkNZ/Y4AGxrD4fFBGDTCxqJ3QemhI791GgR0HtilWpP9OuCfgzwHdcqMx97ZWNbcDuM/YqxCGjScK2EED0OfHBWAL/Ou8dz" \
  "q4JeTC0m4kOjUuJaWZ9zDwGYzV3PaFOn/XkMG5dSZUCPTMwGWOW7u5vW+FEtgnF6g8PF0CITU9tesYZKavULEQIDAQAB"

// The same, as a panel leaves it that keeps 255 bytes of "v=DKIM1; k=rsa; p=...".
#define SAMPLE_RSA_2048_CUT \
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA2G6IPFrJ92N6b68dpcu0f4lKS20iCtCyWNncLldhfNJh+GQRATsj/sce" \
  "WfiulziJOA896YESslzJvI6lsktupGKMuUbY2QtT23yhJgxy3orSVxK+r4RAQNzHDQCqi7mexlkAIuCK9T3/xS02cPKzsfESVIhB" \
  "fofCxdkNZ/Y4AGxrD4fFBGDTCxqJ3QemhI791"

// The private key that belongs to SAMPLE_RSA_512.
#define SAMPLE_RSA_512_PRIVATE \
  "MIIBOwIBAAJBAPhg86r+D74jrypTXuvKxsOEaENlX+s0t6I6Az+2uUPDdEVnXs4/jGTx/U0eTwNEl4IozVF6iXvw1ER08G8vfG0C" \
  "AwEAAQJAFA1nvrdSOAyTeLxQXoL5dxF6hW5qxwdzh+JdHsi2vlShmB7wgawIJga4jHLJSjTOotRycWrrz0kUqhxBXjqu1QIhAPzg" \
  "\" \"0tVpcTc4CzLD8nLVzrQ+rd6Ps+p+XV8GEJT8iwtHAiEA+3HojKeAZQrk0/ZoA5xmgl4vJme3LPB4H5g+vVqLbKsCIQDM095ydoH5" \
  "1C9d41GSqpRPcyWqTIPSwKAow+TSiOynKQIgElXlGlSglT2tIBPI0/KUuw75KzjG77z9VXh5or82iY8CIQCVvjxMZ56lZxR8U8Xd" \
  "\" \"Knz3W2kIYEb8QLhUYP7fgXlm2g=="
