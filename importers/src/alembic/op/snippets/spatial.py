# --- op.create_table('t', sa.Column('a', {}))
# setup: from geoalchemy2 import Geography, Geometry, Raster
# differs sqlite, mysql: geoalchemy2 is known on PostgreSQL only
Geometry('POINT', 4326)
# differs sqlite, mysql: geoalchemy2 is known on PostgreSQL only
Geometry
# differs sqlite, mysql: geoalchemy2 is known on PostgreSQL only
Geometry('POINT', 4326, spatial_index=False)
# differs sqlite, mysql: geoalchemy2 is known on PostgreSQL only
Geometry('POINTZ', 4326, dimension=3, use_N_D_index=True)
# differs sqlite, mysql: geoalchemy2 is known on PostgreSQL only
Geometry(geometry_type=None, srid=-1, nullable=False)
# differs sqlite, mysql: geoalchemy2 is known on PostgreSQL only
Geometry(geometry_type='point', name='geography', from_text='ST_GeomFromEWKT')
# differs sqlite, mysql: geoalchemy2 is known on PostgreSQL only
Geography()
# differs sqlite, mysql: geoalchemy2 is known on PostgreSQL only
Raster
# differs sqlite, mysql: geoalchemy2 is known on PostgreSQL only
Raster(spatial_index=False, from_text='raster', name='raster')
sa.String().with_variant(Geometry(), 'postgresql')
# differs sqlite, mysql: geoalchemy2 is known on PostgreSQL only
Geometry().with_variant(sa.String(), 'sqlite')
# --- op.{}
# setup: from geoalchemy2 import Geography, Geometry, Raster, alembic_helpers
# differs sqlite, mysql: geoalchemy2 is known on PostgreSQL only
create_table('T x', sa.Column('MyGeo', Geometry('POINT'), key='k'), schema='s')
# differs sqlite, mysql: geoalchemy2 is known on PostgreSQL only
add_column('t', sa.Column('g', Geometry('POINT', 4326)), schema='s')
# differs sqlite, mysql: geoalchemy2 is known on PostgreSQL only
add_column('t', sa.Column('b', sa.Column('a', Raster()).type))
# differs sqlite, mysql: geoalchemy2 is known on PostgreSQL only
alter_column('t', 'g', type_=Geometry('POINT', 4326), existing_type=Geometry('POINT'))
# differs sqlite, mysql: geoalchemy2 is known on PostgreSQL only
create_geospatial_table('t', sa.Column('g', Geometry('POINT')), schema='s', comment='x')
# differs sqlite, mysql: geoalchemy2 is known on PostgreSQL only
drop_geospatial_table('t', schema='s')
# differs sqlite, mysql: geoalchemy2 is known on PostgreSQL only
create_geospatial_index('idx', 't', ['g'], schema='s', unique=True, postgresql_using='gist', postgresql_ops={'g': 'gist_geometry_ops_nd'})
# differs sqlite, mysql: geoalchemy2 is known on PostgreSQL only
create_geospatial_index('idx', 't', [sa.literal_column('ST_ConvexHull(rast)')], unique=False, postgresql_using='gist')
# differs sqlite, mysql: geoalchemy2 is known on PostgreSQL only
drop_geospatial_index('idx', table_name='t', postgresql_using='gist', column_name='g')
# differs sqlite, mysql: geoalchemy2 is known on PostgreSQL only
add_geospatial_column('t', sa.Column('g', Geometry('POINT', 4326, spatial_index=False), nullable=False), schema='s')
# differs sqlite, mysql: geoalchemy2 is known on PostgreSQL only
drop_geospatial_column('t', 'g', schema='s')
