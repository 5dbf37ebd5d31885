# What the build of c-ares finds out about GCC and Linux with glibc 2.36 or newer, by compiling a hundred small programs one after the
# other: a quarter of the time of a first build. A question that does not stand here is still asked.
foreach(name
    AF_INET6 ARC4RANDOM_BUF ARPA_INET_H ARPA_NAMESER_COMPAT_H ARPA_NAMESER_H ASSERT_H CLOCK_GETTIME_MONOTONIC
    CONNECT DLFCN_H EPOLL ERRNO_H FCNTL FCNTL_H FIONBIO FREEADDRINFO GETADDRINFO GETENV GETHOSTNAME GETIFADDRS
    GETNAMEINFO GETRANDOM GETSERVBYNAME_R GETSERVBYPORT_R GETTIMEOFDAY IFADDRS_H IF_INDEXTONAME IF_NAMETOINDEX
    INET_NTOP INET_PTON INTTYPES_H IOCTL IOCTL_SIOCGIFADDR LIMITS_H LONGLONG MALLOC_H MEMMEM MEMORY_H MSG_NOSIGNAL
    NETDB_H NETINET_IN_H NETINET_TCP_H NET_IF_H O_NONBLOCK PF_INET6 PIPE PIPE2 POLL POLL_H PTHREAD_H RECV RECVFROM
    SEND SENDTO SETSOCKOPT SIGNAL_H SOCKET SOCKLEN_T SSIZE_T STAT STDBOOL_H STDINT_H STDLIB_H STRCASECMP STRDUP
    STRINGS_H STRING_H STRNCASECMP STRNLEN STRUCT_ADDRINFO STRUCT_IN6_ADDR STRUCT_SOCKADDR_IN6
    STRUCT_SOCKADDR_IN6_SIN6_SCOPE_ID STRUCT_SOCKADDR_STORAGE STRUCT_TIMEVAL SYS_EPOLL_H SYS_IOCTL_H SYS_PARAM_H
    SYS_RANDOM_H SYS_SELECT_H SYS_SOCKET_H SYS_STAT_H SYS_TIME_H SYS_TYPES_H SYS_UIO_H TIME_H UNISTD_H WRITEV _O0
    _Waggregate_return _Wall _Wcast_align _Wcast_qual _Wconversion _Wdeclaration_after_statement _Wdouble_promotion
    _Werror_implicit_function_declaration _Werror_implicit_int _Wextra _Wfloat_equal _Wformat_security
    _Wimplicit_fallthrough_3 _Winit_self _Wjump_misses_init _Wlogical_op _Wmissing_braces _Wmissing_declarations
    _Wmissing_format_attribute _Wmissing_include_dirs _Wmissing_prototypes _Wnested_externs _Wno_coverage_mismatch
    _Wno_long_long _Wold_style_definition _Wpacked _Wpedantic _Wpointer_arith _Wredundant_decls _Wshadow
    _Wsign_conversion _Wstrict_overflow _Wstrict_prototypes _Wtrampolines _Wundef _Wunreachable_code _Wunused
    _Wvariadic_macros _Wvla _Wwrite_strings _fdiagnostics_color_always _fno_omit_frame_pointer)
  set(HAVE_${name} 1 CACHE INTERNAL "")
endforeach()
foreach(name
    AVAILABILITYMACROS_H CLOSESOCKET CLOSESOCKET_CAMEL CONNECTX CONVERTINTERFACEINDEXTOLUID
    CONVERTINTERFACELUIDTONAMEA GETBESTROUTE2 INET_NET_PTON IOCTLSOCKET IOCTLSOCKET_CAMEL KQUEUE NETINET6_IN6_H
    NOTIFYIPINTERFACECHANGE PTHREAD_INIT PTHREAD_NP_H REGISTERWAITFORSINGLEOBJECT RES_SERVICENAME_IN_LIBRESOLV
    SOCKET_H SO_NONBLOCK STRCMPI STRICMP STRNCMPI STRNICMP STROPTS_H SYS_EVENT_H SYS_SOCKIO_H TYPE_SOCKET
    _Qunused_arguments _Werror_partial_availability __SYSTEM_PROPERTY_GET _fcolor_diagnostics)
  set(HAVE_${name} "" CACHE INTERNAL "")
endforeach()
