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

// records::dkim::fingerprint of it
#define SAMPLE_RSA_2048_FINGERPRINT "a3ffb722a0890eed0ddf524e151dfd6c21319797b035f2c8bf6dc745cf523f54"

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

// The same as a bare RSAPublicKey, and with two more bytes behind it.
#define SAMPLE_RSA_1024_PKCS1 \
  "MIGJAoGBAN09W+jlT4yffqak7K6p3TbYkOaTeLRMRnyVH4605XvzNjOjonUOfLa6E4tmg3Z5Q6YgkYcMD9JkzWtGoaypr5/EGUql" \
  "xgU5vGwilWIvx3miwqS19W/jzUkMIvEdGVG/oBymPwqUKUVINtyJtibKNQgtF8CciaHIQGjEGnDnf6cNAgMBAAE="

#define SAMPLE_RSA_1024_AND_MORE \
  "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDdPVvo5U+Mn36mpOyuqd022JDmk3i0TEZ8lR+OtOV78zYzo6J1Dny2uhOLZoN2" \
  "eUOmIJGHDA/SZM1rRqGsqa+fxBlKpcYFObxsIpViL8d5osKktfVv481JDCLxHRlRv6Acpj8KlClFSDbcibYmyjUILRfAnImhyEBo" \
  "\" \"xBpw53+nDQIDAQABAAA="

#define SAMPLE_ED25519 \
  "4cxYR8XtmlLImu9PQLvxsYSqCq0ZIAHD7IrlD4WvxCU="

// The same with a blank inside, and with its last byte missing.
#define SAMPLE_ED25519_BLANK "4cxYR8XtmlLImu9PQLvx sYSqCq0ZIAHD7IrlD4WvxCU="
#define SAMPLE_ED25519_SHORT "4cxYR8XtmlLImu9PQLvxsYSqCq0ZIAHD7IrlD4WvxA=="

// A certificate that its own key signed.
#define SAMPLE_CERTIFICATE_2048 \
  "MIIDDTCCAfWgAwIBAgIULtEGs2cM1dvUDenmc7E+wbfVDNgwDQYJKoZIhvcNAQELBQAwFjEUMBIGA1UEAwwLZXhhbXBsZS5jb20w" \
  "HhcNMjYxMTIzMjIwNjI3WhcNMzYxMTIwMjIwNjI3WjAWMRQwEgYDVQQDDAtleGFtcGxlLmNvbTCCASIwDQYJKoZIhvcNAQEBBQAD" \
  "\" \"ggEPADCCAQoCggEBANNtKxIpoCI+M1SSCPccWT4Kp6ph4nj94AqXEY6uy9xQRRnkWshgQ3L0pPESUjk4ZmQi6ed8pPU+FFsvxfnM" \
  "4jEoV62QxyWCQ1JviHcOSTC6C9r1ykjOIISmij++/sKwLeQO2ahPh8YMglIsSHnF4LskFs7KDkoz08PFdIWdNYXax+myjKnb2yn/" \
  "\" \"gZ6QjPEamcMfhYiOPrlj2wZaCyX54I6fOohL8C+qQWaDG8W9VX/wNso9bv+BCwHWaktedQXE/DNZAOluLxNVzV4tk6vOj60YD4eV" \
  "Nr/ilNeS+gmp/TJcu3poogig22gZFXk5C5PwRdrWEttWIqNKAUov2Xj3vYcCAwEAAaNTMFEwHQYDVR0OBBYEFIvtgYzm6rmVws24" \
  "\" \"QBCSyokNvSXLMB8GA1UdIwQYMBaAFIvtgYzm6rmVws24QBCSyokNvSXLMA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQELBQAD" \
  "ggEBAAQvy8Er1jLCptjAej7vgEeQ5wOeSaJCKlByyZlgCgf8mEDHM6MjnWPAM4xksSp1c3mE0R7gshSDSn1Wl5Uqh5vtWxm9av88" \
  "\" \"lr+1fck426UcBIiXpk0udrYl+Y76bJ8j5ux0WxDOtEwf173mFv8nUpzj/EpXhxXonH5Z+piO9MFezsLSnnmTyUF1ev+mwEu0S4/c" \
  "xKpA+vhz5Hlq6EvN3Dw8JsSVHRAOdBiGChqujrA9PesIqNiH4GRcfcQSuTEc7SF+MnFnJcNBcapkesGD7BD7tskMci+ItHAMFFti" \
  "\" \"Lx1pQPCZ4706RK8rAqVzTpAJUiBe96c07AT7rjewVrstne8="

// Keys of 2048 bits as they must not be. Their factors are close to each other; one of them is 65521; they are of the
// form of CVE-2017-15361; the public exponent is 3.
#define SAMPLE_RSA_CLOSE_FACTORS \
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtY5kOBEE4Ga18YreagM5413zIHG93Sr49QnmLh+L36qWJPHXSx+kga1g" \
  "bJ4RHW0x/aMvwdwjBVtTmVgArNHcVYh5QREyGLToHPngid+Q3z9V+8/XkP6flgP7Z6WUTNQQnTmmDmDrMfD/ovLvxa1iWElOOPzJ" \
  "\" \"JNY+QnVrhEzXblSHaV1Q8qUea0fK9Sc/aM6DKgwbeyfQsj/OFxe5MHOfk2Huw9ropKdDmdiW+743L7ztfubsW/MhWGPm0gSb/h+F" \
  "Ck5Acuhg+5wDrXo6CbSRc5xrqArEwxbG2kRdmO4uGu1LOvYNhEUAT4nMBnpbgifUPHJqL1NaM6I/FHrjALnnAQIDAQAB"

#define SAMPLE_RSA_SMALL_FACTOR \
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAgAAAAEU9tcjkwa/tlsucEtAf0kVHrDL0FMqtTgcyzxXHZ1GdBJmbq8ps" \
  "xcWwodL4ahScHL+pf3o+fF1DV2sF5nKnVKALNylUWsQOuGU7NbHjMy9gVscqdFrNS/eSfLPEowU/C7VqedMFNt3KOZYJIBJ47Gga" \
  "\" \"NS/pMnR6qcbPCPwH7vK5dNHIKisOGNPcdpNf172LKnUnr/799p2IGnKPwPyTekjexi9epFSGhLNpQHdFlXlpcjOS7RREKKnEKTNA" \
  "bxLvfA3/XJKTA5lRIqx4V0brzmPE6/PuqLMAwtXqZMdaYBPQ9SvQzzC2PZctpAv3MyyPXuPWj9j0Wej6byE1gwIDAQAB"

#define SAMPLE_RSA_ROCA \
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwibfEa6t6xa4dnD7OofZ0d41x7cMo1f7M+QHFz6wUkPEue2wlkzh6FxP" \
  "TTc3ImM1EtTbU8rO94kpk2vCIJhkxqgT4B1atJmuyS0nzA4WUNc/jf8rsaFnXFKKsqEst0+JWBaWUTy35qXnyRd/mNMjriPiyirI" \
  "\" \"llO0ajmYwajnxlUvWo8rYcLzMC3vjsH95TEO8YXCmIW5qFlbM7EcVvffXrVHJy6rVqPiXFs3GcW+WVJCjk4Lxb/2c/iwW9gl5a/T" \
  "LKx5jlOZdbbco/h5TzFf7ym3ZpFvvy3KczXmLRjpQ61t6H0ZcJDRI5FqbJYHD+bEEaxDm4xNqkDyvFQqrhqdlwIDAQAB"

#define SAMPLE_RSA_EXPONENT_3 \
  "MIIBIDANBgkqhkiG9w0BAQEFAAOCAQ0AMIIBCAKCAQEAunKfU8oHdY8gBhrI9r96JRiioslIRlbmNUDw1JdmOyNl+XPERHJE+uFM" \
  "aSrB/toP1XONg4DNkzqfoQjPkFqcA67EEk33r/Svb8CGAWhzixnZ3BFZjeRcssg+nnDWMJcdtNqd4Mz02pW27NfoEwyks+n2XyiE" \
  "\" \"N3aj0gBUvsFA82afYpxdBHb3IM3ncWd/agiQtAqHPQo6/Q5zAhHSLgFuP/zqGEytXPmazITnDjR2Nzx3v1ulAyqpM2B2/yScHMk+" \
  "Ba1qA6JpLAQmHGWFseWqeMO279/Afz8O/YsHCjlplarN78uDi4/sawE17YoqxK/gpseyqe//6urBOVixE4uzRQIBAw=="

// 4608 bits, 2047 bits.
#define SAMPLE_RSA_4608 \
  "MIICYjANBgkqhkiG9w0BAQEFAAOCAk8AMIICSgKCAkEAuVdXockh2x23xp3KMhau3k6/Y16mRihhxITRNNsgKXAeuRQSkeoo9ZNe" \
  "HHeO5cBHRmF6eZlF0WlFeCQixcrW43VB0gt5LaXhJzzENQg4Ae3DGpXvaFHD1OIpT7NF/u8zE1QmsJZVWM0q1gy4Ig6R8c3dXpRj" \
  "\" \"JX+uHbv2ezIlCLqwE72yc3rPkI98MgVMzxTUND7mU7cl2nWd4hsazUsalEDMQJrGYUII+cXe7Q1BJtxbsiQMnEJ75I+dnJ5qPIl5" \
  "02zqyfLumMFUc0wnxesMVdtqc5rDqKSO6oknUYIHypVok6GfvZlJR2PMdTVq7eCffAI7oDASq20zr912sykCjiLLMepiEt9iw2tS" \
  "\" \"MNUBQg7mJkmfH1AeB3xT0r0K9HrJOnR9b26NrxP+19BhzaVRw1kPP431+rs42EkYDyNmX3SFxH4/NH/SYcA8CQ4+fehjHomuA5sl" \
  "6GcR7vmIHp4gvZVKC9f4LLWDbD953QdF0UCKNzJHumEkx86Y/7LWi4RkPM2RbP2YeonDLwm2ONXtNg7KHXygchcNpqIIe+vogDNJ" \
  "\" \"5Ns5gIRc8wXDXIA84J5F7q817EjFbghUmIfG8C385LAa6kZf0J98YZ1UDE2Poi+RDdIhr6THrux/lA4igakqjM7AeIShyQJJVOyy" \
  "u18aquvS3No1DJRsbJV8DlmdnB9c6sc9wtv7XaR+e+JLnJXWPHRkHLvymjipara9EPxIARFssOASkGQMzn2HnAWaS5NA1G11zm5o" \
  "\" \"TfkMQOxoMzIbAgMBAAE="

#define SAMPLE_RSA_2047 \
  "MIIBITANBgkqhkiG9w0BAQEFAAOCAQ4AMIIBCQKCAQBzVzNZLhpBJSsP/Y47Q7q+xc1Q/tC9yNlYrTKCa0W8rpv9MchQT79ELnsJ" \
  "pXJEiXYieVuJ4MukmtKnhRTjXsmGN0G4uEpMY56sZUJH0OQ4B1QHVg5eSfP+en070zQeCyJgWWbbb2zT0CyalVauEv/Y4ZHBhwHL" \
  "\" \"+iyO1Leon64GhKvREsDF71Ul+PNpjwozKTxTKfDhHKMsyC8WLLqY5zA2Oe6m/rF9I0+uuDSn6Cj2AAFaS1VJhtYzJrARn1mlQDKC" \
  "WNVQNWZmh7OzWuVLWRdSfMPBF5X5bcU8PjymPr7/3ca2ELDP9YR+b6cZjYgkzVRkk28AgzvCHFnmOmgmcUQ1AgMBAAE="
