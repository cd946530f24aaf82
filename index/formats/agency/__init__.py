"""The formats of news agencies: NewsML-G2, NewsML 1, NITF and ninjs, and the wire texts of ANPA 1312 and IPTC 7901.

`markup` reads those in XML, `ninjs` converts objects of JSON, and `wire` reads messages of text.
"""
